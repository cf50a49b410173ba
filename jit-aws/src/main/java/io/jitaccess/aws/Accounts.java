package io.jitaccess.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;

/** Looks whether the organization has an account, where the library may ask. */
final class Accounts {

    private static final String ACTIVE = "ACTIVE";

    private final OrganizationsClient organizations;

    Accounts(OrganizationsClient organizations) {
        this.organizations = organizations;
    }

    /**
     * What stands against an access on it.
     *
     * @param warnings gets one where it could not be looked
     * @throws SdkException when the service does not answer
     */
    Optional<String> unusable(String number, List<String> warnings) {
        try {
            Account account =
                    organizations.describeAccount(ask -> ask.accountId(number)).account();
            // the state replaces the status, which AWS ends in September 2026 (API reference, Account)
            String state = account.stateAsString() == null ? account.statusAsString() : account.stateAsString();
            return state == null || state.equals(ACTIVE)
                    ? Optional.empty()
                    : Optional.of("the account " + number + " is " + state);
        } catch (AccountNotFoundException e) {
            return Optional.of("the organization has no account " + number);
        } catch (AwsOrganizationsNotInUseException e) {
            warnings.add(unseen(number, "there is no organization"));
        } catch (SdkException e) {
            if (!Failure.isForbidden(e)) {
                throw e;
            }
            warnings.add(unseen(number, "the library has no right to organizations:DescribeAccount"));
        }
        return Optional.empty();
    }

    private static String unseen(String number, String why) {
        return "whether there is an account " + number + " was not looked: " + why;
    }
}
