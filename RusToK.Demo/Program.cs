using Microsoft.Extensions.Options;
using RusToK.Demo;

// Customers of a running system: they know its HTTP interfaces and nothing else of it.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(provider => new DemoApi(provider.GetRequiredService<IOptions<DemoOptions>>().Value));
builder.Services.AddSingleton<DemoSeed>();
builder.Services.AddSingleton<DemoHooks>();
builder.Services.AddHostedService<DemoTraffic>();

var app = builder.Build();
app.MapGet("/health/ready", () => Results.Ok());
app.MapPost("/hooks/{tenant}", (DemoHooks hooks) => hooks.Receive());
app.Run();
