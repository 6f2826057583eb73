/// Stands here until the readers do.
enum Placeholder {}
