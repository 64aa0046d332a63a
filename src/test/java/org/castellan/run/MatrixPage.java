package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** README, whose table of servers is what the tests saw. */
public final class MatrixPage {

  private static final Path PAGE = Path.of("README.md");
  private static final String BEGIN = "<!-- Written by mvn verify -Pservers -->\n";
  private static final String END = "<!-- End of what is written -->\n";

  private MatrixPage() {}

  /** Writes the table anew. */
  public static void main(String[] arguments) throws IOException {
    String text = Files.readString(PAGE);
    String table = new MatrixTable(MatrixRow.noted()).markdown();
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(PAGE, text.substring(0, begin) + table + text.substring(text.indexOf(END)));
    Console.line(table);
  }
}
