using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Identity.Users;

[JsonConverter(typeof(EnumTextConverter<UserStatus>))]
public enum UserStatus
{
    /// <summary>The address is not proved yet: signed up or invited. Nobody can sign in to it.</summary>
    Pending,

    Active,

    /// <summary>Shut by an administrator; its sessions have ended.</summary>
    Disabled,
}
