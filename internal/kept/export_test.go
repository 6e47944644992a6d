package kept

// SetClaimsAtOnce has a rebuild hold so many claims at a time, until what it returns is called.
func SetClaimsAtOnce(n int) (done func()) {
	before, held := claimsAtOnce, heldAtMost
	claimsAtOnce, heldAtMost = n, 0
	return func() { claimsAtOnce, heldAtMost = before, held }
}
