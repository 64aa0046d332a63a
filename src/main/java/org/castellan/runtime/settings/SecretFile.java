package org.castellan.runtime.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** A file that holds one secret. */
final class SecretFile {

  private static final int BYTES = 32;

  private SecretFile() {}

  /** The secret, or empty with a problem noted. */
  static Optional<Secret> read(Path file, Reading reading, Variable variable) {
    try {
      String secret = Files.readString(file).strip();
      if (!secret.isEmpty()) {
        return Optional.of(new Secret(secret));
      }
      reading.problem(variable, file, "that file is empty");
    } catch (IOException e) {
      reading.problem(variable, file, "that file cannot be read (%s)".formatted(reason(e)));
    }
    return Optional.empty();
  }

  /**
   * The same, and makes the file, readable by its owner only, when it is not there. Processes that
   * do so at the same time all end with the secret of one of them.
   */
  static Optional<Secret> readOrMake(Path file, Reading reading, Variable variable) {
    if (!Files.exists(file)) {
      try {
        make(file.toAbsolutePath());
      } catch (IOException e) {
        reading.problem(variable, file, "that file cannot be made (%s)".formatted(reason(e)));
        return Optional.empty();
      }
    }
    return read(file, reading, variable);
  }

  /** A link fails when its name is taken, and shows the whole content or nothing. */
  private static void make(Path file) throws IOException {
    Path directory = Optional.ofNullable(file.getParent()).orElseThrow();
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, ".secret", ".draft", ownerOnly(file));
    try {
      Files.writeString(draft, random() + "\n");
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster: its secret counts.
    } finally {
      Files.delete(draft);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName();
  }
}
