package func runSocklab() -> Int32 { 0 }
package func exitSocklab(_ status: Int32) -> Never { fatalError() }
