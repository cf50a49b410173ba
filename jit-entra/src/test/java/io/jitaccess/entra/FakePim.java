package io.jitaccess.entra;

import io.jitaccess.entra.FakeGraph.Reply;
import java.time.Clock;

/** What PIM does: nothing in tests of plain memberships. */
final class FakePim {
    FakePim(Clock clock, FakeDirectory directory) {}

    void expire() {}

    void removed(String group, String person) {}

    Reply reply(FakeRequest request, String base) {
        throw new AssertionError(request.line());
    }
}
