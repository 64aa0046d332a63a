package org.castellan.cli;

/** How a command ends, as the shell sees it. The numbers never change. */
enum ExitStatus {
  OK(0),
  /** The server answered, and refused; its problem detail was shown. */
  REFUSED(1),
  /** The command or its environment is wrong; nothing was sent. */
  USAGE(2),
  /** The server could not be reached, or the connection broke. */
  UNREACHABLE(3),
  /** The bytes that came are not those that the digest names; nothing was kept. */
  CORRUPT(4),
  /** A file on this machine could not be read or written. */
  LOCAL_FILE(5),
  /** A defect of the command line. */
  DEFECT(70);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
