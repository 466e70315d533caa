using RusToK.Core.Identity.Tokens;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.Sessions;

/// <summary>What a client gets that has signed in: who it is, a token to act with, and one to get the next with.</summary>
public sealed record SignedIn(User User, Session Session, AccessToken Access, Secret RefreshToken);
