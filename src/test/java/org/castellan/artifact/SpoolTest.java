package org.castellan.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.castellan.testkit.BrokenStream;
import org.castellan.testkit.GeneratedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SpoolTest {

  private static final long ROOM = 300_000;

  @TempDir Path directory;

  @Test
  void bodyComesBackWithItsSizeAndDigest() throws IOException {
    var spool = new Spool(directory, ROOM);
    try (Spooled spooled = (Spooled) spool.take(new GeneratedBytes(200_000, 1), ROOM)) {
      assertThat(spooled.size()).isEqualTo(200_000);
      assertThat(spooled.digest().hex()).isEqualTo(GeneratedBytes.sha256(200_000, 1));
      assertThat(spooled.open().readAllBytes())
          .isEqualTo(new GeneratedBytes(200_000, 1).readAllBytes());
    }
  }

  /** So nothing is left of it, even when this process is killed. */
  @Test
  void fileHasNoNameWhileItIsThere() throws IOException {
    var spool = new Spool(directory, ROOM);
    try (Spooled spooled = (Spooled) spool.take(new GeneratedBytes(Spool.PIECE, 1), ROOM)) {
      assertThat(spooled.size()).isEqualTo(Spool.PIECE);
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void bodiesFindNoMoreRoomThanThereIsAndAllOfItAgainWhenTheyAreGone() {
    var spool = new Spool(directory, ROOM);
    try (Spooled first = (Spooled) spool.take(new GeneratedBytes(200_000, 1), ROOM)) {
      assertThat(spool.used()).isEqualTo(first.size());
      assertThat(spool.take(new GeneratedBytes(100_001, 2), ROOM))
          .isEqualTo(new Spooling.Refused(new UploadResult.NoRoom()));
      assertThat(spool.used()).isEqualTo(first.size());
    }
    assertThat(spool.used()).isZero();
    try (Spooled all = (Spooled) spool.take(new GeneratedBytes(ROOM, 3), ROOM)) {
      assertThat(all.size()).isEqualTo(ROOM);
    }
  }

  @Test
  void whatIsNotTakenLeavesNothing() {
    var spool = new Spool(directory, ROOM);
    assertThat(spool.take(new GeneratedBytes(1001, 1), 1000))
        .isEqualTo(new Spooling.Refused(new UploadResult.TooLarge(1000)));
    InputStream broken = BrokenStream.gone(new GeneratedBytes(90_000, 1));
    assertThat(spool.take(broken, ROOM))
        .isEqualTo(new Spooling.Refused(new UploadResult.Incomplete()));
    assertThat(spool.used()).isZero();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void directoryThatTakesNothingIsNoRoom() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(new Spool(file, ROOM).take(new GeneratedBytes(Spool.PIECE, 1), ROOM))
        .isEqualTo(new Spooling.Refused(new UploadResult.NoRoom()));
  }

  @Test
  void smallBodyNeedsNoFile() throws IOException {
    var spool = new Spool(Files.createFile(directory.resolve("file")), ROOM);
    int size = Spool.PIECE - 1;
    try (Spooled small = (Spooled) spool.take(new GeneratedBytes(size, 1), ROOM);
        Spooled none = (Spooled) spool.take(InputStream.nullInputStream(), ROOM)) {
      assertThat(small.open().readAllBytes()).isEqualTo(new GeneratedBytes(size, 1).readAllBytes());
      assertThat(none.open().readAllBytes()).isEmpty();
      assertThat(spool.used()).as("what is in memory is bounded, too").isEqualTo(size);
    }
    assertThat(spool.used()).isZero();
  }

  @Test
  void fullDiskIsNoRoom() throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=128k", "none", directory.toString()));
    try {
      var spool = new Spool(directory, ROOM);
      assertThat(spool.take(new GeneratedBytes(200_000, 1), ROOM))
          .isEqualTo(new Spooling.Refused(new UploadResult.NoRoom()));
      assertThat(spool.used()).isZero();
      try (Spooled small = (Spooled) spool.take(new GeneratedBytes(100_000, 1), ROOM)) {
        assertThat(small.size()).as("the disk has its room back").isEqualTo(100_000);
      }
    } finally {
      assertThat(run("umount", directory.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
