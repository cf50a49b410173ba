package io.jitaccess.spi;

import io.jitaccess.internal.Text;
import io.jitaccess.problem.JitException;

/** A call that has no outcome value of its own failed at the provider. The message carries no secret. */
public final class ProviderException extends JitException {

    private static final long serialVersionUID = 1L;

    public ProviderException(String message) {
        super(Text.printable(message, 500));
    }

    public ProviderException(String message, Throwable cause) {
        super(Text.printable(message, 500), cause);
    }
}
