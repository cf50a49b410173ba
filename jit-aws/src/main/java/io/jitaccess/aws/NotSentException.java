package io.jitaccess.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** The library itself kept a request back, so nothing was sent; the message says why, and holds no secret. */
class NotSentException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    NotSentException(String why) {
        super(SdkClientException.builder().message(why));
    }
}
