using GraphQL.Types;

namespace RusToK.Api.GraphQL.Schema.Scalars;

/// <summary>A UUID as text with hyphens.</summary>
internal sealed class UuidType : GuidGraphType
{
    public UuidType()
    {
        Name = "UUID";
        Description = "A UUID such as 0198c0de-0000-7000-8000-000000000000.";
    }
}
