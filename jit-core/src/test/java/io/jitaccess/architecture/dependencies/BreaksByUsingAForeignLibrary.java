package io.jitaccess.architecture.dependencies;

import org.assertj.core.api.Assertions;

class BreaksByUsingAForeignLibrary {
    void use() {
        Assertions.assertThat(1).isOne();
    }
}
