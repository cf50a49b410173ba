package io.jitaccess.risk;

/** How risky, in order. */
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    public boolean isAtMost(RiskLevel other) {
        return compareTo(other) <= 0;
    }
}
