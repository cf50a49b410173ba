package io.jitaccess.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;

/** The library's own credentials. That there are none is told apart from a call that went wrong: nothing was sent. */
record OwnCredentials(AwsCredentialsProvider chain) implements AwsCredentialsProvider {

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return chain.resolveCredentials();
        } catch (AbortedException e) {
            throw e;
        } catch (RuntimeException e) {
            // what a chain says may quote files, addresses and answers that carry secrets
            throw new NoCredentialsException();
        }
    }

    @Override
    public String toString() {
        return "OwnCredentials";
    }
}
