using RusToK.Core.Identity.Access;

namespace RusToK.Core.Identity.Sessions;

/// <summary>Whose a good session is, and what they are now.</summary>
public sealed record SessionState(Guid UserId, Role Role);
