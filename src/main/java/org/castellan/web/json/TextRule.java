package org.castellan.web.json;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a string must look like. */
@FunctionalInterface
public interface TextRule {
  /** A DNS-1123 label, as every name of organizations and backends is. */
  TextRule LABEL =
      text ->
          Pattern.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", text)
              ? Optional.empty()
              : Optional.of(
                  "must be 1 to 63 lowercase letters, digits and inner hyphens (DNS-1123 label)");

  TextRule ANY = text -> Optional.empty();

  /** What is wrong with the text, or empty. */
  Optional<String> complaint(String text);

  /** Some printable text of at most {@code length} UTF-16 units. */
  static TextRule upTo(int length) {
    return text -> text.isEmpty() ? Optional.of("must not be empty") : printable(text, length);
  }

  /** The same, or nothing. */
  static TextRule emptyOrUpTo(int length) {
    return text -> printable(text, length);
  }

  private static Optional<String> printable(String text, int length) {
    if (text.length() > length) {
      return Optional.of("must have at most " + length + " characters");
    }
    return text.codePoints().allMatch(TextRule::printable)
        ? Optional.empty()
        : Optional.of("must not hold control characters or halves of characters");
  }

  /** PostgreSQL takes neither NUL nor half a surrogate pair. */
  private static boolean printable(int character) {
    return character == '\n'
        || character == '\t'
        || !(Character.isISOControl(character)
            || Character.getType(character) == Character.SURROGATE);
  }
}
