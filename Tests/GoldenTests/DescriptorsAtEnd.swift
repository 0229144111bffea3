import Foundation
import LabTestSupport

/// What a program has open when it ends, as lsof(8) would show it.
///
/// A library that is loaded in front of the others writes the numbers down at exit(3): after that
/// the kernel closes them all, and nobody could tell.
struct DescriptorsAtEnd {
  private static let source = """
    #include <dirent.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    __attribute__((destructor)) static void list_descriptors(void) {
      char path[4096], target[4096];
      const char *folder = getenv("DESCRIPTORS_AT_END");
      DIR *open_now = opendir("/proc/self/fd");
      if (!folder || !open_now) return;
      snprintf(path, sizeof path, "%s/%d", folder, getpid());
      FILE *list = fopen(path, "w");
      struct dirent *entry;
      while (list && (entry = readdir(open_now))) {
        int number = atoi(entry->d_name);
        if (number < 3 || number >= 1000 || number == dirfd(open_now) || number == fileno(list))
          continue;
        snprintf(path, sizeof path, "/proc/self/fd/%d", number);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length >= 0) fprintf(list, "%d %.*s\\n", number, (int)length, target);
      }
    }
    """

  private let folder: ScriptFolder
  private let library: String

  init() async throws {
    folder = try ScriptFolder()
    let code = try folder.write("list.c", Self.source)
    library = code.replacing("list.c", with: "list.so")
    _ = try await runProgram(program: "/usr/bin/cc", ["-shared", "-fPIC", "-o", library, code])
  }

  /// For the program that is to be watched, and all that it starts.
  var environment: [String: String] {
    ["LD_PRELOAD": library, "DESCRIPTORS_AT_END": folder.url.path(percentEncoded: false)]
  }

  /// The script's numbers (3 to 999) that a process had open when it ended; `nil`: it was not seen.
  func left(by process: Int32) -> String? {
    try? String(contentsOf: folder.url.appending(path: "\(process)"), encoding: .utf8)
  }
}
