namespace RusToK.AppHost.Data;

/// <summary>The database, and how each of its logins reaches it.</summary>
/// <param name="Server">What others wait for.</param>
/// <param name="Owner">Connection string of who migrates.</param>
/// <param name="App">Connection string of the API.</param>
/// <param name="Worker">Connection string of the Worker.</param>
/// <param name="AppPassword">Set by who migrates.</param>
/// <param name="WorkerPassword">Set by who migrates.</param>
internal sealed record Database(
    IResourceBuilder<IResource> Server,
    ReferenceExpression Owner,
    ReferenceExpression App,
    ReferenceExpression Worker,
    IResourceBuilder<ParameterResource> AppPassword,
    IResourceBuilder<ParameterResource> WorkerPassword);
