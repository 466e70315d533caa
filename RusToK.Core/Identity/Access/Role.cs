using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Identity.Access;

/// <summary>What a user is to the tenant, from least to most. Stored and sent by name.</summary>
[JsonConverter(typeof(EnumTextConverter<Role>))]
public enum Role
{
    /// <summary>Buys, comments, writes in the forum.</summary>
    Customer = 0,

    /// <summary>Runs content and catalog from day to day.</summary>
    Manager,

    /// <summary>Runs the tenant: everything in it.</summary>
    Admin,

    /// <summary>Runs the platform: everything in every tenant. Only users of the platform's own tenant can be it.</summary>
    SuperAdmin,
}
