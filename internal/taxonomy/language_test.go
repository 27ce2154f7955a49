package taxonomy

import "testing"

func TestSpokenIn(t *testing.T) {
	for _, tt := range []struct {
		rule string
		in   Input
		want tongue
	}{
		{"told", Input{Language: "ja-JP", Title: "法院判决"}, bit("ja")},
		{"Han characters alone", Input{Title: "法院判决盗版网站赔偿"}, bit("zh")},
		{"names in Latin letters", Input{Language: "und", Title: "NSO 被判赔偿 WhatsApp 一亿美元"}, bit("zh")},
		{"kana in the title", Input{Title: "海賊版サイトに賠償命令"}, bit("ja")},
		{"kana in the text alone", Input{Title: "海賊版運営者逮捕", Text: "警視庁は三人を逮捕した。"}, bit("ja")},
		{"one word of Han characters", Input{Title: "What 封锁 means", Text: "封锁は"}, anyTongue},
		{"Korean with Han characters", Input{Title: "美 법원 저작권 판결"}, anyTongue},
		{"other letters", Input{Title: "Weg für Netzsperren"}, anyTongue},
		{"no title", Input{Text: "法院判决"}, anyTongue},
		{"a language without lists", Input{Language: "sw", Title: "法院判决"}, 1 << 63},
	} {
		if got := spokenIn(tt.in); got != tt.want {
			t.Errorf("%s: %x, want %x", tt.rule, got, tt.want)
		}
	}
}
