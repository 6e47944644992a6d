package server

import (
	"net"
	"net/http"
	"strings"
)

// fronted reports whether r came through a proxy, or is asked under a name that is not this machine's own: then whoever asks may sit anywhere, and that the connection
// comes from loopback says nothing of him. A proxy that neither says that it is one nor hands on the name cannot be told; Options.Open must be false there.
func fronted(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"} {
		if len(r.Header[name]) > 0 {
			return true
		}
	}
	return !loopbackHost(hostOf(r))
}

// hostOf is the name under which r is asked, without the port, as hostName has it.
func hostOf(r *http.Request) string {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return hostName(host)
}

// hostName is the one way of writing a name or an address of a host: in lower case, without brackets and the dot at the end.
func hostName(s string) string {
	return strings.ToLower(strings.TrimSuffix(strings.Trim(s, "[]"), "."))
}

// clientOf is the address of the one who asks: of the one who connects, or, where that is a proxy on this machine, the last that its X-Forwarded-For names, which the
// proxy itself wrote. What others say of an address is not believed.
func clientOf(r *http.Request) string {
	peer := r.RemoteAddr
	if h, _, err := net.SplitHostPort(peer); err == nil {
		peer = h
	}
	if via := r.Header["X-Forwarded-For"]; len(via) > 0 && loopbackHost(peer) {
		last := via[len(via)-1]
		if ip := net.ParseIP(strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])); ip != nil {
			return ip.String()
		}
	}
	return peer
}

// encrypted reports whether the one who asks does so over TLS: to this server, or to a proxy on this machine that says so.
func encrypted(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	peer, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && loopbackHost(peer) && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}
