using GraphQL.Types;
using RusToK.Core.Usage;

namespace RusToK.Api.GraphQL.Usage;

internal sealed class UsageDayType : ObjectGraphType<UsageDay>
{
    public UsageDayType()
    {
        Name = "UsageDay";
        Description = "What a tenant used on one day.";
        Field<NonNullGraphType<DateOnlyGraphType>>("day").Resolve(c => c.Source.Day);
        Field<NonNullGraphType<LongGraphType>>("requests").Description("Answered by the API in the tenant's name; written down within seconds.").Resolve(c => c.Source.Requests);
        Field<NonNullGraphType<LongGraphType>>("errors").Description("Requests that failed through no fault of the client.").Resolve(c => c.Source.Errors);
        Field<NonNullGraphType<LongGraphType>>("events").Description("Events of the tenant's, each counted once.").Resolve(c => c.Source.Events);
        Field<LongGraphType>("storageBytes").Description("Size of the tenant's rows without indexes, measured once a day; null when it was not.").Resolve(c => c.Source.StorageBytes);
    }
}
