using GraphQL.Types;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Usage;

namespace RusToK.Api.GraphQL.Usage;

internal sealed class UsageDayType : ObjectGraphType<UsageDay>
{
    public UsageDayType()
    {
        Name = "UsageDay";
        Description = "What a tenant used on one day.";
        Field<NonNullGraphType<DateOnlyGraphType>>("day").Reads(x => x.Day);
        Field<NonNullGraphType<LongGraphType>>("requests").Description("Answered by the API in the tenant's name; written down within seconds.").Reads(x => x.Requests);
        Field<NonNullGraphType<LongGraphType>>("errors").Description("Requests that failed through no fault of the client.").Reads(x => x.Errors);
        Field<NonNullGraphType<LongGraphType>>("events").Description("Events of the tenant's, each counted once.").Reads(x => x.Events);
        Field<LongGraphType>("storageBytes").Description("Size of the tenant's rows without indexes, measured once a day; null when it was not.").Reads(x => x.StorageBytes);
    }
}
