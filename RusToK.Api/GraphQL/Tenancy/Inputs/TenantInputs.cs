using System.Text.Json;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Tenancy.Commands;

namespace RusToK.Api.GraphQL.Tenancy.Inputs;

internal sealed class CreateTenantInput : InputObjectGraphType
{
    public CreateTenantInput()
    {
        Name = "CreateTenantInput";
        Field<NonNullGraphType<StringGraphType>>("name");
        Field<NonNullGraphType<StringGraphType>>("slug").Description("[a-z0-9][a-z0-9-]{0,62}; requests name the tenant by it.");
        Field<StringGraphType>("domain").Description("A host name; requests to it are the tenant's.");
        Field<NonNullGraphType<StringGraphType>>("defaultLocale").Description("BCP 47 tag.").DefaultValue("en");
        Field<JsonType>("settings").Description("A JSON object that is kept as it is.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateTenant(
        value.Get<string>("name"), value.Get<string>("slug"), value.Find<string>("domain"), value.Get<string>("defaultLocale"), value.Find<JsonElement?>("settings"));
}

internal sealed class UpdateTenantInput : InputObjectGraphType
{
    public UpdateTenantInput()
    {
        Name = "UpdateTenantInput";
        Description = "Absent fields stay as they are.";
        Field<StringGraphType>("name");
        Field<StringGraphType>("domain").Description("A host name; empty removes it.");
        Field<StringGraphType>("defaultLocale").Description("One of the enabled languages.");
        Field<JsonType>("settings").Description("Replaces the whole object.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new UpdateTenant(
        value.Find<string>("name"), value.Find<string>("domain"), value.Find<string>("defaultLocale"), value.Find<JsonElement?>("settings"));
}

internal sealed class SetLocaleInput : InputObjectGraphType
{
    public SetLocaleInput()
    {
        Name = "SetLocaleInput";
        Field<NonNullGraphType<StringGraphType>>("locale").Description("BCP 47 tag.");
        Field<NonNullGraphType<BooleanGraphType>>("isEnabled").DefaultValue(true);
        Field<StringGraphType>("fallback").Description("The language served where this one has no translation; the default one when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SetLocale(value.Get<string>("locale"), value.Get<bool>("isEnabled"), value.Find<string>("fallback"));
}

internal sealed class SetModuleInput : InputObjectGraphType
{
    public SetModuleInput()
    {
        Name = "SetModuleInput";
        Field<NonNullGraphType<StringGraphType>>("module").Description("content or commerce.");
        Field<NonNullGraphType<BooleanGraphType>>("isEnabled");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new SetModule(value.Get<string>("module"), value.Get<bool>("isEnabled"));
}

/// <param name="Id">The tenant to open or close.</param>
/// <param name="IsActive">Whether its requests are answered.</param>
internal sealed record TenantActivation(Guid Id, bool IsActive);

internal sealed class SetTenantActiveInput : InputObjectGraphType
{
    public SetTenantActiveInput()
    {
        Name = "SetTenantActiveInput";
        Field<NonNullGraphType<UuidType>>("id");
        Field<NonNullGraphType<BooleanGraphType>>("isActive");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new TenantActivation(value.Get<Guid>("id"), value.Get<bool>("isActive"));
}
