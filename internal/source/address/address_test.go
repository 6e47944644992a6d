package address

import (
	"net/netip"
	"testing"
)

func TestPublic(t *testing.T) {
	for _, s := range []string{"93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"} {
		if !Public(netip.MustParseAddr(s)) {
			t.Errorf("%s is public", s)
		}
	}
	for _, s := range []string{"127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "100.64.1.1", "192.0.2.1", "224.0.0.1", "::1", "fd00::1", "fe80::1", "fec0::1", "::10.0.0.1", "::ffff:127.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b::7f00:1%lo", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:7f00:1::%eth0"} {
		if Public(netip.MustParseAddr(s)) {
			t.Errorf("%s is not public", s)
		}
	}
	if Public(netip.Addr{}) {
		t.Error("no address is public")
	}
}
