using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>The theme unit test export, imported once for all tests of a class.</summary>
public sealed class ThemeUnitTestImport(SpineFixture spine) : IAsyncLifetime
{
    private readonly ImportHost _host = new(spine);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private (ImportedTenant Tenant, string Text, ImportResult Result)? _done;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    /// <summary>The tenant, the text of the file, and what the import said. Skips the test where the file is not there.</summary>
    internal async Task<(ImportedTenant Tenant, string Text, ImportResult Result)> GetAsync()
    {
        var path = ThemeUnitTestFile.Require();
        await _gate.WaitAsync(ImportHost.Cancellation);
        try
        {
            if (_done is null)
            {
                var tenant = await _host.NewTenantAsync();
                var result = await tenant.ImportAsync(await File.ReadAllBytesAsync(path, ImportHost.Cancellation));
                _done = (tenant, await File.ReadAllTextAsync(path, ImportHost.Cancellation), result);
            }

            return _done.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _gate.Dispose();
    }
}
