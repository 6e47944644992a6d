package server

import (
	"html/template"
	"net/http"

	"chancery/internal/server/api"
)

var hookPage = template.Must(template.New("hooks").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Webhooks · Chancery</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml"><link rel="stylesheet" href="/assets/app.css"></head>
<body><a class="skip" href="#main">Skip to the content</a>
<header class="masthead"><a class="brand" href="/">Chancery</a><nav aria-label="Main"><a href="/">World</a> <a href="/documents">Documents</a> <a href="/api#list-webhooks">API</a></nav></header>
<main id="main"><h1>Webhooks</h1>
{{if .Dead}}<p role="alert"><strong>{{.Dead}} dead:</strong> every delivery has failed for days, and nothing more is sent. A ping (<code>/api</code>, ping-webhook) tries again.</p>{{end}}
{{range .Hooks}}<section><h2><code>{{.Hook.URL}}</code></h2>
<p>{{.Hook.ID}}: {{.Hook.State}}{{if not .Hook.Failing.IsZero}}, failing since {{.Hook.Failing.Format "2006-01-02 15:04"}}{{end}}. Told of {{if .Hook.B}}{{.Hook.A}} and {{.Hook.B}}{{else if .Hook.A}}{{.Hook.A}}{{else}}everything{{end}}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Deliveries to {{.Hook.ID}}"><table><thead><tr><th scope="col">Message</th><th scope="col">Made</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Answer</th><th scope="col">Problem</th></tr></thead><tbody>
{{range .Log}}<tr><td><code>{{.ID}}</code> {{.Type}}</td><td>{{.Created.Format "2006-01-02 15:04:05"}}</td><td>{{.State}}</td><td>{{.Attempts}}</td><td>{{if .Status}}{{.Status}}{{end}}</td><td>{{.Problem}}</td></tr>
{{else}}<tr><td colspan="6">Nothing was sent yet.</td></tr>{{end}}</tbody></table></div></section>
{{else}}<p>None. <a href="/api#create-webhook">The API</a> makes them.</p>{{end}}
</main></body></html>
`))

type hookView struct {
	Hook api.Hook
	Log  []api.Delivery
}

// hooksPage shows the webhooks, how they do, and what was sent.
func (s *Server) hooksPage(w http.ResponseWriter, r *http.Request) {
	data := struct {
		Dead  int
		Hooks []hookView
	}{}
	for _, h := range s.hooks.list() {
		log, err := s.hooks.deliveries(h.ID)
		if err != nil { // removed since
			continue
		}
		if h.State == api.HookDead {
			data.Dead++
		}
		data.Hooks = append(data.Hooks, hookView{h, log})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = hookPage.Execute(w, data) // the reader has gone away: nobody to tell
}
