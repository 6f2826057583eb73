@main struct Breakwater { static func main() { print("x") } }
