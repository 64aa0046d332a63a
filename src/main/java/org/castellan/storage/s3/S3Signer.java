package org.castellan.storage.s3;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs what is sent with its SHA-256 as the SDK does over TLS: the signature covers that header,
 * and the server compares the bytes with it. Over plain HTTP the SDK would hash all of them again,
 * for signatures of their own, and has no setting against that (aws/aws-sdk-java-v2#5103).
 */
record S3Signer(AwsV4HttpSigner sdk) implements AwsV4HttpSigner {

  private static final String CHECKSUM = "x-amz-checksum-sha256";
  private static final String PLAIN = "http";
  private static final String TLS = "https";

  // Each is left out of the Host header that is signed, and of the one that is sent.
  private static final int PORT_OF_PLAIN = 80;
  private static final int PORT_OF_TLS = 443;

  @Override
  public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
    SdkHttpRequest plain = request.request();
    return isCovered(plain)
        ? overPlain(sdk.sign(overTls(request, plain)), plain.port())
        : sdk.sign(request);
  }

  private static boolean isCovered(SdkHttpRequest request) {
    return request.protocol().equals(PLAIN)
        && request.port() != PORT_OF_TLS
        && request.firstMatchingHeader(CHECKSUM).isPresent();
  }

  private static SignRequest<? extends AwsCredentialsIdentity> overTls(
      SignRequest<? extends AwsCredentialsIdentity> request, SdkHttpRequest plain) {
    int port = plain.port() == PORT_OF_PLAIN ? PORT_OF_TLS : plain.port();
    return request.toBuilder().request(plain.toBuilder().protocol(TLS).port(port).build()).build();
  }

  private static SignedRequest overPlain(SignedRequest signed, int port) {
    return signed.toBuilder()
        .request(signed.request().toBuilder().protocol(PLAIN).port(port).build())
        .build();
  }

  @Override
  public CompletableFuture<AsyncSignedRequest> signAsync(
      AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
    return sdk.signAsync(request);
  }
}
