package org.castellan.storage.s3;

import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/** The SDK's signatures, but for who makes them. */
record S3AuthScheme(AwsV4AuthScheme sdk) implements AwsV4AuthScheme {

  static S3AuthScheme create() {
    return new S3AuthScheme(AwsV4AuthScheme.create());
  }

  @Override
  public String schemeId() {
    return sdk.schemeId();
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return sdk.identityProvider(providers);
  }

  @Override
  public AwsV4HttpSigner signer() {
    return new S3Signer(sdk.signer());
  }
}
