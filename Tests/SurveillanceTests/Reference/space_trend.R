# Mann-Kendall trends of series with and without ties.
# Run from the project's root: Rscript Tests/SurveillanceTests/Reference/space_trend.R Tests/SurveillanceTests/Fixtures/space
# R 4.2.2 (stats), jsonlite 1.8.4 (Debian 12)
suppressMessages(library(jsonlite))
set.seed(20)
series <- list(as.numeric(datasets::Nile), as.numeric(datasets::lynx)[1:40], round(rnorm(30), 1), rpois(24, 3),
  cumsum(rnorm(15)), c(1, 1, 2, 2, 3, 3, 4, 4, 5, 5), 12:1 + 0)
one <- function(x) {
  test <- suppressWarnings(cor.test(seq_along(x), x, method = "kendall", exact = FALSE, continuity = TRUE))
  list(values = x, tau = unname(test$estimate), z = unname(test$statistic), p = test$p.value)
}
write(toJSON(lapply(series, one), digits = NA, auto_unbox = TRUE),
  file.path(commandArgs(TRUE)[1], "trends.json"))
