using RusToK.Core.Identity.Sessions;

namespace RusToK.Api.Access;

/// <summary>Where the current request came from. Scoped.</summary>
internal sealed class RequestOrigin
{
    private HttpContext? _context;

    public void Enter(HttpContext context) => _context = context;

    public ClientInfo Client => _context is null
        ? ClientInfo.Unknown
        : ClientInfo.Of(_context.Connection.RemoteIpAddress, _context.Request.Headers.UserAgent);
}
