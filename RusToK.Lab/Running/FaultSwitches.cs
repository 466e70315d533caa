using System.Net.Http.Headers;
using System.Net.Http.Json;
using RusToK.Core.Faults;

namespace RusToK.Lab.Running;

/// <summary>Switches faults in all processes that can have them (<c>/faults</c>).</summary>
/// <param name="processes">Their addresses.</param>
/// <param name="token">Of who switches faults.</param>
internal sealed class FaultSwitches(IEnumerable<Uri> processes, string token) : IDisposable
{
    private readonly IReadOnlyList<Uri> _processes = [.. processes];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    /// <summary>Switches it on, wherever there is its seam.</summary>
    /// <param name="name">One of <see cref="FaultCatalogue"/>.</param>
    /// <param name="settings">What it takes, by the names of the interface.</param>
    /// <exception cref="InvalidOperationException">No process has its seam, or one refuses the settings.</exception>
    public async Task OnAsync(string name, object settings, CancellationToken cancellationToken)
    {
        var having = 0;
        foreach (var process in _processes)
        {
            using var response = await _http.PutAsJsonAsync(Of(process, name), settings, cancellationToken);
            if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
                continue;
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException($"{process} refuses the fault {name}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            having++;
        }

        if (having == 0)
            throw new InvalidOperationException($"No process can have the fault {name}.");
    }

    /// <summary>Switches it off everywhere.</summary>
    public async Task OffAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var process in _processes)
            using (await _http.DeleteAsync(Of(process, name), cancellationToken))
            {
                // Where it cannot be, it is off.
            }
    }

    public void Dispose() => _http.Dispose();

    private static Uri Of(Uri process, string name) => new(process, $"/faults/{name}");
}
