package org.castellan.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people write it: {@code 1000}, {@code 20MiB}. */
record Bytes(long count) {

  private static final String UNITS = "KMGT";
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15}) ?(?:([KMGT])iB)?");

  static final class Reader implements ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String written) {
      Matcher parts = WRITTEN.matcher(written);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'" + written + "' is not a size such as 1000, 500KiB, 20MiB or 5GiB");
      }
      int power = parts.group(2) == null ? 0 : UNITS.indexOf(parts.group(2)) + 1;
      try {
        return new Bytes(Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << (10 * power)));
      } catch (ArithmeticException e) {
        throw new TypeConversionException("'" + written + "' is too much");
      }
    }
  }

  /** For the eye, in the largest unit of which there is one. */
  static String text(long count) {
    if (count < 1024) {
      return count + " B";
    }
    int power = (63 - Long.numberOfLeadingZeros(count)) / 10;
    int shown = Math.min(power, UNITS.length());
    return String.format(
        Locale.ROOT, "%.1f %ciB", count / (double) (1L << (10 * shown)), UNITS.charAt(shown - 1));
  }
}
