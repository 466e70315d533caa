using GraphQL.Types;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Audit;
using RusToK.Core.Identity.Users;

namespace RusToK.Api.GraphQL.Identity.Types;

internal sealed class RoleType : EnumerationGraphType<Role>
{
    public RoleType() => Name = "Role";
}

internal sealed class UserStatusType : EnumerationGraphType<UserStatus>
{
    public UserStatusType() => Name = "UserStatus";
}

internal sealed class AuditOutcomeType : EnumerationGraphType<AuditOutcome>
{
    public AuditOutcomeType() => Name = "AuditOutcome";
}
