using RusToK.Api.Access;
using RusToK.Api.Tenancy;
using RusToK.Core.Identity.Access;
using RusToK.ServiceDefaults.Faults;

namespace RusToK.Api.Faults;

/// <summary>Who may switch faults in the API: those who run the platform, and whoever has the token of the process.</summary>
internal static class FaultApi
{
    public static WebApplication MapFaultApi(this WebApplication app)
    {
        app.MapFaults()?.RequireTenant().RequirePermission(Permissions.PlatformFaults);
        return app;
    }
}
