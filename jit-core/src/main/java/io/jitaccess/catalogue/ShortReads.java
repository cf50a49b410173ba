package io.jitaccess.catalogue;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;

/**
 * Leaves one place of the reader's buffer free: snakeyaml-engine 3.0.1 fails with an index error when a full buffer ends
 * between the two halves of a character outside the basic plane.
 */
final class ShortReads extends FilterReader {

    ShortReads(String text) {
        super(new StringReader(text));
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, length > 1 ? length - 1 : length);
    }
}
