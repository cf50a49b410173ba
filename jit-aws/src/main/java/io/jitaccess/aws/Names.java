package io.jitaccess.aws;

import java.util.regex.Pattern;

/** The forms of AWS's names, by its API references; ASCII alone, so no look-alike passes. */
final class Names {

    /** Users, groups, roles of IAM: at most 64 for users and roles, 128 for groups; no {@code *}, {@code ?}, {@code $}. */
    static final Pattern IAM_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

    static final Pattern IAM_GROUP = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

    /** Users and groups of an identity store. */
    static final Pattern STORE_ID = Pattern.compile(
            "([0-9a-f]{10}-)?[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}");

    static final Pattern STORE = Pattern.compile("d-[0-9a-z]{10}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

    static final Pattern INSTANCE = Pattern.compile("arn:aws(-[a-z]+)*:sso:::instance/(sso)?ins-[A-Za-z0-9]{16}");

    static final Pattern ROLE_ARN = Pattern.compile(
            "arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/([A-Za-z0-9_+=,.@/-]{0,511}/)?[A-Za-z0-9_+=,.@-]{1,64}");

    /** What STS takes as a source identity. */
    static final Pattern SOURCE_IDENTITY = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

    private Names() {}
}
