package kept

// SetClaimsAtOnce has rebuilds take steps of so many claims, until what it returns is called.
func SetClaimsAtOnce(n int) (back func()) {
	before := claimsAtOnce
	claimsAtOnce = n
	return func() { claimsAtOnce = before }
}
