package io.jitaccess.azure;

/** Microsoft's clouds, each with addresses of its own. */
public enum AzureCloud {
    /** The public one. */
    PUBLIC,
    /** That of the government of the United States. */
    US_GOVERNMENT,
    /** That of China, operated by 21Vianet. */
    CHINA
}
