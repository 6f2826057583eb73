# Densities, both tails and quantiles of R's stats package on grids that reach far into the tails.
# Run: Rscript distributions.R > ../Fixtures/distributions/distributions.json   (R 4.2.2)
source("json.R")
rows <- list()
add <- function(name, args, x, d, p, s) {
  rows[[length(rows) + 1]] <<- list(name = name, args = column(args), x = x, d = d, p = p, s = s)
}
tails <- c(1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, 0.025, 0.1, 0.3, 0.5)
quantiles <- list()
# R 4.2's qf, qt and qbeta stop early far out: a quantile is kept only where R's own p function leads back to the share.
back <- list(t = pt, f = pf, beta = pbeta, chiSquare = pchisq, gamma = pgamma, normal = pnorm)
kept <- function(name, args, q, lower) {
  if (is.null(back[[name]])) return(q)
  p <- do.call(back[[name]], c(list(q), as.list(args), list(lower.tail = lower)))
  q[abs(q) < 1e-15] <- 0  # the median of t comes out as 2e-16
  ifelse(abs(p / tails - 1) < 1e-12 & (q != 0 | name == "t"), q, NA)
}
addq <- function(name, args, low, high) {
  low <- kept(name, args, low, TRUE)
  high <- kept(name, args, high, FALSE)
  quantiles[[length(quantiles) + 1]] <<- list(name = name, args = column(args), low = low, high = high)
}
for (x in c(-37, -20, -8, -3, -1, -0.1, 0, 1e-8, 0.5, 2, 6, 12, 30))
  add("normal", c(1, 2), 1 + 2 * x, dnorm(1 + 2 * x, 1, 2, log = TRUE), pnorm(x), pnorm(x, lower = FALSE))
addq("normal", c(1, 2), qnorm(tails, 1, 2), qnorm(tails, 1, 2, lower = FALSE))
for (m in c(1e-6, 0.3, 4, 35, 700, 1e5)) {
  for (k in unique(pmax(0, round(c(0, 1, 2, m - 12 * sqrt(m), m - 3 * sqrt(m), m, m + 1, m + 4 * sqrt(m), m + 15 * sqrt(m), 3 * m + 40)))))
    add("poisson", m, k, dpois(k, m, log = TRUE), ppois(k, m), ppois(k, m, lower = FALSE))
  addq("poisson", m, qpois(tails, m), qpois(tails, m, lower = FALSE))
}
for (np in list(c(1, 0.3), c(10, 0.5), c(40, 0.01), c(1000, 0.2), c(1e5, 1e-4), c(1e6, 0.6))) {
  n <- np[1]; p <- np[2]; m <- n * p; s <- sqrt(m * (1 - p))
  for (k in unique(pmin(n, pmax(0, round(c(0, 1, n - 1, n, m - 12 * s, m - 2 * s, m, m + 3 * s, m + 15 * s))))))
    add("binomial", np, k, dbinom(k, n, p, log = TRUE), pbinom(k, n, p), pbinom(k, n, p, lower = FALSE))
  addq("binomial", np, qbinom(tails, n, p), qbinom(tails, n, p, lower = FALSE))
}
# R 4.2's dnbinom(mu =) is 2e-10 off for very large sizes; the product is exact.
exact <- function(k, m, z) sum(log((z + seq_len(k) - 1) / seq_len(k))) - z * log1p(m / z) + k * log(m / (z + m))
for (ms in list(c(0.5, 0.02), c(3, 0.5), c(20, 5), c(500, 30), c(2e4, 1e4), c(2, 1e7))) {
  m <- ms[1]; z <- ms[2]; s <- sqrt(m + m^2 / z)
  for (k in unique(pmax(0, round(c(0, 1, 3, m - 2 * s, m, m + 3 * s, m + 15 * s, 10 * m + 50 * s)))))
    add("negativeBinomial", ms, k, if (z < 1e6) dnbinom(k, mu = m, size = z, log = TRUE) else exact(k, m, z), pnbinom(k, mu = m, size = z),
        pnbinom(k, mu = m, size = z, lower = FALSE))
  addq("negativeBinomial", ms, qnbinom(tails, mu = m, size = z), qnbinom(tails, mu = m, size = z, lower = FALSE))
}
for (df in c(0.01, 0.5, 1, 2, 7, 60, 3000)) {
  for (x in unique(c(1e-20, 1e-4, 0.1, 1, df / 3, df, df + 1, 1.5 * df, 3 * df + 100, 600)))
    add("chiSquare", df, x, dchisq(x, df, log = TRUE), pchisq(x, df), pchisq(x, df, lower = FALSE))
  addq("chiSquare", df, qchisq(tails, df), qchisq(tails, df, lower = FALSE))
}
for (sr in list(c(0.001, 1), c(0.3, 2), c(5, 0.1), c(1e4, 3))) {
  for (q in c(1e-200, 1e-10, 0.2, 0.9)) {
    x <- signif(qgamma(q, sr[1], sr[2]), 8); if (x > 0)
      add("gamma", sr, x, dgamma(x, sr[1], sr[2], log = TRUE), pgamma(x, sr[1], sr[2]), pgamma(x, sr[1], sr[2], lower = FALSE))
    x <- signif(qgamma(q, sr[1], sr[2], lower = FALSE), 8); if (x > 0)
      add("gamma", sr, x, dgamma(x, sr[1], sr[2], log = TRUE), pgamma(x, sr[1], sr[2]), pgamma(x, sr[1], sr[2], lower = FALSE))
  }
  addq("gamma", sr, qgamma(tails, sr[1], sr[2]), qgamma(tails, sr[1], sr[2], lower = FALSE))
}
for (ab in list(c(0.05, 0.05), c(0.5, 0.5), c(0.5, 20), c(1, 1), c(3, 0.2), c(2, 5), c(40, 60), c(1e4, 3), c(1e5, 2e5))) {
  for (x in c(1e-30, 1e-5, 0.02, 0.2, 0.33, 0.4, 0.5, 0.7, 0.95, 0.999))
    add("beta", ab, x, dbeta(x, ab[1], ab[2], log = TRUE), pbeta(x, ab[1], ab[2]), pbeta(x, ab[1], ab[2], lower = FALSE))
}
for (ab in list(c(0.5, 0.5), c(0.5, 20), c(1, 1), c(2, 5), c(40, 60), c(1e4, 3), c(1e5, 2e5)))
  addq("beta", ab, qbeta(tails, ab[1], ab[2]), qbeta(tails, ab[1], ab[2], lower = FALSE))
for (df in c(0.6, 1, 2.5, 10, 100, 1e5)) {
  for (x in c(-200, -40, -10, -2, -0.3, -1e-5, 0, 1e-9, 0.5, 1, 3, 15, 1000))
    add("t", df, x, dt(x, df, log = TRUE), pt(x, df), pt(x, df, lower = FALSE))
  addq("t", df, qt(tails, df), qt(tails, df, lower = FALSE))
}
for (fd in list(c(1, 1), c(2, 7), c(5, 100), c(120, 3), c(3000, 4000))) {
  for (x in c(1e-12, 0.01, 0.5, 0.9, 1, 1.1, 2, 10, 1e4))
    add("f", fd, x, df(x, fd[1], fd[2], log = TRUE), pf(x, fd[1], fd[2]), pf(x, fd[1], fd[2], lower = FALSE))
  addq("f", fd, qf(tails, fd[1], fd[2]), qf(tails, fd[1], fd[2], lower = FALSE))
}
x <- c(1e-10, 1e-3, 0.1, 0.7, 1, 1.5, 2, 3.3, 10, 14.9, 15.1, 100, 1e6)
special <- list(x = x, lgamma = lgamma(x), digamma = digamma(x), trigamma = trigamma(x))
ab <- expand.grid(a = c(1e-5, 0.3, 1, 9, 11, 500, 1e7), b = c(1e-3, 0.5, 2, 10, 1000))
special$a <- ab$a; special$b <- ab$b; special$lbeta <- lbeta(ab$a, ab$b)
cat(json(list(rows = rows, tails = tails, quantiles = quantiles, special = special)))
