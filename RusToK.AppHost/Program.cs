Console.WriteLine("RusToK.AppHost");
