# Writes a list as JSON with all 17 digits of a number, which jsonlite rounds to 15; null for what is not finite.
json <- function(value) {
  if (is.null(value)) return("null")
  if (is.list(value)) {
    parts <- vapply(value, json, "")
    if (is.null(names(value))) return(paste0("[", paste(parts, collapse = ","), "]"))
    return(paste0("{", paste0("\"", names(value), "\":", parts, collapse = ","), "}"))
  }
  if (is.character(value)) parts <- paste0("\"", value, "\"")
  else if (is.logical(value)) parts <- ifelse(is.na(value), "null", tolower(as.character(value)))
  else parts <- ifelse(is.finite(value), sprintf("%.17g", value), "null")
  if (length(parts) == 1 && is.null(attr(value, "column"))) parts else paste0("[", paste(parts, collapse = ","), "]")
}
# A vector that is an array even when it has one entry.
column <- function(value) { attr(value, "column") <- TRUE; value }
