import LabCommands

@main
enum Main {
  static func main() {
    exitSocklab(runSocklab())
  }
}
