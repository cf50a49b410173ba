package io.jitaccess.spring;

import java.util.Map;

class HostTransactionsOnH2Test extends HostTransactions {

    @Override
    Map<String, Object> database() {
        return Map.of("spring.datasource.url", "jdbc:h2:mem:host;DB_CLOSE_DELAY=-1");
    }
}
