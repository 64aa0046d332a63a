package org.castellan.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Credentials of a provider, from a file: an argument would be read by others on the machine. */
final class CredentialsFile {

  static final String IS =
      "A file with the provider's credentials as a JSON object, or - for standard input.";

  private CredentialsFile() {}

  static JsonObject read(String file, InputStream standardInput) {
    try (InputStream in = file.equals("-") ? standardInput : Files.newInputStream(Path.of(file))) {
      return parse(file, in.readAllBytes());
    } catch (IOException e) {
      throw CommandFailure.file(file, e);
    }
  }

  /** Says nothing of what is in it. */
  private static JsonObject parse(String file, byte[] text) {
    try {
      return Json.parse(new java.io.ByteArrayInputStream(text));
    } catch (IOException e) {
      throw CommandFailure.usage(file + " does not hold a JSON object");
    }
  }
}
