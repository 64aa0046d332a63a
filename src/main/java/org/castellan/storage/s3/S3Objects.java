package org.castellan.storage.s3;

import java.util.Map;
import java.util.Optional;
import org.castellan.storage.Description;
import org.castellan.storage.Part;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** How objects and parts of them are told to S3 and back. */
final class S3Objects {

  /** The name of the metadata: S3 itself gives no SHA-256 back. */
  static final String DIGEST = "sha256";

  private S3Objects() {}

  static Description describe(HeadObjectResponse answer) {
    return new Description(answer.contentLength(), digest(answer.metadata()), answer.eTag());
  }

  /** A part's answer has the whole size behind the slash of {@code Content-Range}. */
  static Description describe(GetObjectResponse answer) {
    String range = answer.contentRange();
    long size =
        range == null
            ? answer.contentLength()
            : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
    return new Description(size, digest(answer.metadata()), answer.eTag());
  }

  static String range(Part part) {
    boolean open = part.length() > Long.MAX_VALUE - part.offset();
    return "bytes=" + part.offset() + "-" + (open ? "" : part.offset() + part.length() - 1);
  }

  private static Optional<String> digest(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(DIGEST));
  }
}
