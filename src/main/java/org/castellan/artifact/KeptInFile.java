package org.castellan.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file that only this process's user may read, and only this process by name or not at
 * all: on POSIX systems a file has no name any more as soon as it is open, on others it goes when
 * it is closed, so that not even a killed process leaves one.
 */
record KeptInFile(FileChannel file) implements Spooled.Kept {

  static KeptInFile in(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = Files.createTempFile(directory, "castellan-", ".upload");
    return new KeptInFile(
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  void write(byte[] piece, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public InputStream open() throws IOException {
    return Channels.newInputStream(file.position(0));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
