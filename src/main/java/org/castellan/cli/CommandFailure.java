package org.castellan.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Ends a command; the message is for its user. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitStatus status;

  CommandFailure(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  private CommandFailure(ExitStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static CommandFailure usage(String message) {
    return new CommandFailure(ExitStatus.USAGE, message);
  }

  /** A file of this machine that could not be read or written. */
  static CommandFailure file(Object file, IOException cause) {
    return new CommandFailure(ExitStatus.LOCAL_FILE, file + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    } else if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    return cause instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : String.valueOf(cause.getMessage());
  }

  static CommandFailure unreachable(String message, Exception cause) {
    return new CommandFailure(ExitStatus.UNREACHABLE, message, cause);
  }

  ExitStatus status() {
    return status;
  }

  /** What it says, never null. */
  String text() {
    return String.valueOf(getMessage());
  }
}
